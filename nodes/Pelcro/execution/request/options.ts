import type { IDataObject } from 'n8n-workflow';

import { siteIdOf } from '../../../transport/account/credentials';
import type { RequestScope } from '../../../transport/account/scope';
import type { PelcroRequest } from '../../../transport/request';
import type { AmountUnit } from '../../../common/money/amounts';
import { FieldError } from '../../../common/fieldError';
import { optionsField } from '../../shared/commonFields';
import type { PelcroProperty } from '../../shared/types';
import { toJson } from '../values/composed/json';
import { rowsOf } from '../values/composed/rows';
import { isEmpty, isPlainObject } from '../values/isEmpty';
import { refuse } from '../values/refusal';
import { inQuery, toBoolean, toChoice } from '../values/single/choices';
import { toNumber } from '../values/single/numbers';
import { toText } from '../values/single/texts';

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
	/** Whether a write that would change nothing is left out; undefined where the user does not say. */
	skipUnchanged: boolean | undefined;
	/** As it was entered; undefined where the option was not added. */
	onceKey?: unknown;
}

/**
 * Reads the Options collection.
 *
 * @throws FieldError for a value that its option cannot take
 */
export function readOptions(options: unknown): RequestOptions {
	const entered = isPlainObject(options) ? options : {};
	const read = <Value>(
		name: string,
		encode: (value: unknown, field: PelcroProperty) => Value,
	): Value | undefined =>
		isEmpty(entered[name]) ? undefined : encode(entered[name], optionNamed(name));
	const seconds = read('timeout', toNumber);
	const minutes = read('maximumWait', toNumber);
	return {
		scope: {
			...(!isEmpty(entered.siteId) && { siteId: siteIdOf(entered.siteId) }),
			...(seconds !== undefined && { timeoutMs: seconds * 1000 }),
			...(minutes !== undefined && { maximumWaitMs: minutes * 60_000 }),
		},
		body: read('additionalBody', jsonObject) ?? {},
		query: read('additionalQuery', parameters) ?? {},
		amountUnit: read('amounts', toChoice) === 'minor' ? 'minor' : 'decimal',
		amountCurrency: String(read('amountCurrency', toText) ?? ''),
		convertTimestamps: read('times', toChoice) !== 'unix',
		bulkReading: read('bulkReading', toChoice) !== 'off',
		skipUnchanged: read('skipUnchanged', toBoolean),
		...(Object.hasOwn(entered, 'onceKey') && { onceKey: entered.onceKey ?? '' }),
	};
}

/**
 * The options go in last and win.
 *
 * @param isList whether the request reads a list, whose pages are the executor's
 * @throws FieldError for a parameter that the executor sets itself, and for fields of a body where there is none
 */
export function withOptions(
	request: PelcroRequest,
	options: RequestOptions,
	isList: boolean,
): PelcroRequest {
	const { scope, body, query } = options;
	for (const name of Object.keys(query)) refuseOwn(name, isList);
	if (request.method === 'GET' && !isEmpty(body)) {
		throw new FieldError(
			"'Additional Body Fields' cannot be sent by an operation that only reads",
			"Reading has no body. Use 'Additional Query Parameters', or remove the option.",
		);
	}
	return {
		...request,
		scope,
		query: { ...request.query, ...query },
		...((request.body !== undefined || !isEmpty(body)) && { body: { ...request.body, ...body } }),
	};
}

/** Parameters that the node sets itself, and what to use in their place. */
const OWN_PARAMETERS: Readonly<Record<string, string>> = {
	site_id:
		"Use 'Site ID' in Options: everything that belongs to the records is then read from that site, too.",
};

/** Those of lists. */
const OWN_OF_LISTS: Readonly<Record<string, string>> = {
	page: "The node reads the pages itself. Use 'Return All' and 'Limit' to say how many records to return.",
	limit:
		"The node reads the pages itself. Use 'Return All' and 'Limit' to say how many records to return.",
};

/** PHP reads blanks and points in names as underscores, and what is before a bracket as the name. */
function refuseOwn(entered: string, isList: boolean): void {
	const name = (entered.trim().toLowerCase().split('[')[0] ?? '').replace(/[\s.]/g, '_');
	const own: Readonly<Record<string, string>> = {
		...OWN_PARAMETERS,
		...(isList && OWN_OF_LISTS),
	};
	if (!Object.hasOwn(own, name)) return;
	throw new FieldError(
		`'${entered}' cannot be set under 'Additional Query Parameters'`,
		own[name] ?? '',
	);
}

function optionNamed(name: string): PelcroProperty {
	const option = optionsField.options?.find((own) => own.name === name);
	if (option !== undefined && 'type' in option) return option as PelcroProperty;
	throw new Error(`There is no option ${name}`);
}

function jsonObject(value: unknown, field: PelcroProperty): IDataObject {
	const parsed = toJson(value, field);
	if (isPlainObject(parsed)) return parsed;
	throw refuse(field, value, 'a JSON object', 'Enter an object, e.g. {"language": "fr"}.');
}

/** Parameters by name; those of the same name become a list, as web forms send them: `ids[]=1&ids[]=2`. */
function parameters(value: unknown, field: PelcroProperty): IDataObject {
	const values = new Map<string, unknown[]>();
	const lists = new Set<string>();
	for (const row of rowsOf(value, field)) {
		const name = isEmpty(row.name) ? '' : textOfParameter(row.name, field);
		const property = name.replace(/\[\]$/, '');
		if (property === '')
			throw new FieldError(`'${field.displayName}' has a value without a name`, 'Enter the name.');
		const present = values.get(property) ?? [];
		values.set(property, [...present, ...parameterValues(row.value, name, field)]);
		if (name !== property || Array.isArray(row.value)) lists.add(property);
	}
	const entries = [...values].map(([name, own]) => [
		name,
		own.length > 1 || lists.has(name) ? own : own[0],
	]);
	return Object.fromEntries(entries) as IDataObject;
}

function parameterValues(value: unknown, name: string, field: PelcroProperty): unknown[] {
	const list = [value].flat();
	if (list.length > 0 && !list.some(isEmpty)) {
		return list.map((entry) =>
			typeof entry === 'boolean' ? inQuery(entry) : textOfParameter(entry, field),
		);
	}
	throw new FieldError(
		`'${field.displayName}' has no value for ${name}`,
		'Enter a value, or remove the row. If it is an expression, check that the item has the data it refers to.',
	);
}

function textOfParameter(value: unknown, field: PelcroProperty): string {
	return String(toText(value, { ...field, typeOptions: undefined }));
}
