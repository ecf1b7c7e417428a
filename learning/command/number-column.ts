/** Numbers that come one by one: eight bytes each, where an array of a million small arrays would take ten times that. */
export class NumberColumn {
  #numbers = new Float64Array(1024)
  #count = 0

  push(value: number): void {
    if (this.#count === this.#numbers.length) {
      const longer = new Float64Array(2 * this.#count)
      longer.set(this.#numbers)
      this.#numbers = longer
    }
    this.#numbers[this.#count++] = value
  }

  at(i: number): number {
    return this.#numbers[i]!
  }

  get count(): number {
    return this.#count
  }

  /** What was pushed; a view that holds until the next push. */
  get numbers(): Float64Array {
    return this.#numbers.subarray(0, this.#count)
  }
}
