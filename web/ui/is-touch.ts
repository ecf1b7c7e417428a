/** Whether a finger is what points here. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches
