/** The receiver will never take it: it is given up at once. The message holds no visitor's words. */
export class Refused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refused';
  }
}
