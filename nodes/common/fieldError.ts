/** A field that nothing can be sent with. The text is for the user; the executor adds the item. */
export class FieldError extends Error {
	constructor(
		message: string,
		/** What to do about it. */
		readonly description: string,
	) {
		super(message);
		this.name = 'FieldError';
	}
}
