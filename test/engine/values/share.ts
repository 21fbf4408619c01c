/** Of what each answer is played with, one in so many, in turn; all of it is in `npm run test:faults`. */
export const SHARE = 5;
