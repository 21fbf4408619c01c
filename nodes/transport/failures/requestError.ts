/** Whose it is: the user's to fix, something that passes, or Pelcro's. */
export type FailureKind = 'yours' | 'passing' | 'pelcro';

/** A call that did not end well, in words for the user. It never holds the request or its headers. */
export class PelcroRequestError extends Error {
	constructor(
		message: string,
		/** Field errors one a line, and what the user can do. */
		readonly description: string,
		/** The HTTP status, where there was an answer. */
		readonly status: number | undefined,
		/** Whether the call may have been carried out all the same. */
		readonly outcomeUnknown: boolean,
		/** Field errors by Pelcro's field name; empty where Pelcro named none. */
		readonly fieldErrors: FieldErrors = {},
		/** What Pelcro itself says, in a sentence; empty where it says nothing. */
		readonly said: string = '',
		/** Whose it is: the user's to fix, something that passes, or Pelcro's. */
		readonly kind: FailureKind = 'yours',
		/** Whether what answered is no Pelcro API, e.g. a gateway that has none behind it: it knows of no record. */
		readonly isNoApi: boolean = false,
	) {
		super(message);
		this.name = 'PelcroRequestError';
	}
}

export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Whether Pelcro itself has answered that it has no such record. A gateway's 404 says nothing of records. */
export function saysNoRecord(error: unknown): error is PelcroRequestError {
	return error instanceof PelcroRequestError && error.status === 404 && !error.isNoApi;
}

/** The same failure, told in other words, or with another answer to whether it may have been carried out. */
export function retold(
	failure: PelcroRequestError,
	changes: Partial<Pick<PelcroRequestError, 'message' | 'description' | 'outcomeUnknown'>>,
): PelcroRequestError {
	const { status, fieldErrors, said, kind, isNoApi } = failure;
	return new PelcroRequestError(
		changes.message ?? failure.message,
		changes.description ?? failure.description,
		status,
		changes.outcomeUnknown ?? failure.outcomeUnknown,
		fieldErrors,
		said,
		kind,
		isNoApi,
	);
}
