// The server as it was built, without asking whether anything is missing or newer: for images, and for tests that start it often.
import { runJoined } from './steps/run-joined.mjs'

runJoined()
