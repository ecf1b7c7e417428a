import type { Sentence } from '#platform/text'

/** Tells the person who waits how far a load has come. */
export type Progress = (sentence: Sentence) => void
