/** What the checker can't judge: it then proves nothing. */
export class NotCovered extends Error {}
