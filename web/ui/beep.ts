let audio: AudioContext | null = null

/**
 * A short sound, so that a cashier need not look: high for a line, low for a code nobody knows. It comes after the frame
 * that shows what it tells, because on a slow machine making it takes as long as drawing a line.
 */
export function beep(kind: 'good' | 'bad'): void {
  requestAnimationFrame(() => setTimeout(() => sound(kind)))
}

function sound(kind: 'good' | 'bad'): void {
  try {
    audio ??= new AudioContext()
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = kind === 'good' ? 1320 : 220
    volume.gain.setValueAtTime(0.08, audio.currentTime)
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + (kind === 'good' ? 0.08 : 0.25))
    tone.connect(volume).connect(audio.destination)
    tone.start()
    tone.stop(audio.currentTime + 0.3)
  } catch {
    // A device without sound sells all the same.
  }
}
