import type { IDataObject } from 'n8n-workflow';

import { siteIdOf } from '../../../transport/account/credentials';
import type { RequestScope } from '../../../transport/account/scope';
import { isDataObject } from '../../../transport/dataObject';
import type { PelcroRequest } from '../../../transport/request';
import type { AmountUnit } from '../../../common/amounts';
import { FieldError } from '../../../common/fieldError';
import { isEmpty } from '../values/isEmpty';

/** What the Options collection adds to every request of an item. */
export interface RequestOptions {
	scope: RequestScope;
	body: IDataObject;
	query: IDataObject;
	amountUnit: AmountUnit;
	amountCurrency: string;
	/** Whether times in the output become ISO 8601. */
	convertTimestamps: boolean;
	/** Whether what the run needs may be read by list. */
	bulkReading: boolean;
}

/**
 * Reads the Options collection.
 *
 * @throws FieldError when the Site ID is no number or the additional fields are no JSON object
 */
export function readOptions(options: unknown): RequestOptions {
	const entered = isDataObject(options) ? options : {};
	const { siteId, timeout, maximumWait, additionalBody, additionalQuery } = entered;
	const seconds = Number(timeout);
	return {
		scope: {
			...(!isEmpty(siteId) && { siteId: siteIdOf(siteId) }),
			...(seconds > 0 && { timeoutMs: seconds * 1000 }),
			...(!isEmpty(maximumWait) && { maximumWaitMs: minutesToWait(maximumWait) }),
		},
		body: jsonObject(additionalBody),
		query: parameters(additionalQuery),
		amountUnit: entered.amounts === 'minor' ? 'minor' : 'decimal',
		amountCurrency: String(entered.amountCurrency ?? ''),
		convertTimestamps: entered.convertTimestamps === true,
		bulkReading: entered.bulkReading !== 'off',
	};
}

/** The options go in last and win. */
export function withOptions(request: PelcroRequest, options: RequestOptions): PelcroRequest {
	const { scope, body, query } = options;
	return {
		...request,
		scope,
		query: { ...request.query, ...query },
		...((request.body !== undefined || !isEmpty(body)) && { body: { ...request.body, ...body } }),
	};
}

/** In ms. */
function minutesToWait(value: unknown): number {
	const minutes = Number(value);
	if (minutes >= 0) return minutes * 60_000;
	throw new FieldError("'Maximum Wait' is not a number of minutes", 'Enter 0 or more.');
}

function jsonObject(value: unknown): IDataObject {
	if (isEmpty(value)) return {};
	const parsed = typeof value === 'string' ? parse(value) : value;
	if (isDataObject(parsed)) return parsed;
	throw new FieldError(
		"'Additional Body Fields' is not a JSON object",
		'Enter an object, e.g. {"language": "fr"}. Check quotes, commas and brackets.',
	);
}

function parse(value: string): unknown {
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return undefined;
	}
}

function parameters(value: unknown): IDataObject {
	const rows = isDataObject(value) && Array.isArray(value.parameter) ? value.parameter : [];
	return Object.fromEntries(
		rows
			.filter(isDataObject)
			.filter(({ name }) => !isEmpty(name))
			.map(({ name, value: content }) => [String(name), content]),
	);
}
