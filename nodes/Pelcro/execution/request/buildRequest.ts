import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../transport/dataObject';
import type { Expectation } from '../../../transport/lists/envelope';
import type { PelcroRequest } from '../../../transport/request';
import { FieldError } from '../../../common/fieldError';
import type { PelcroOperation, PelcroProperty, PelcroPropertyCollection } from '../../shared/types';
import { encode } from '../values/encode';
import type { EncodingContext } from '../values/encoding';
import { isEmpty } from '../values/isEmpty';

/** Reads a top-level field's value for the item, expressions resolved; undefined where it has none. */
export type ReadField = (name: string) => unknown;

/** A request, and the input item's binary fields that go with it as files. */
export interface BuiltRequest {
	request: PelcroRequest;
	files: readonly FileField[];
}

export interface FileField {
	/** Pelcro's name of the field. */
	property: string;
	/** The name of the input item's binary field. */
	binaryField: string;
}

interface RequestParts {
	path: Record<string, string>;
	query: IDataObject;
	body: IDataObject;
	files: FileField[];
}

/**
 * Turns the chosen operation and an item's values into a request. Only this operation's fields are read.
 *
 * @throws FieldError when a required field is empty or a value cannot be used
 */
export function buildRequest(
	operation: PelcroOperation,
	read: ReadField,
	context: EncodingContext,
): BuiltRequest {
	const parts: RequestParts = { path: {}, query: {}, body: {}, files: [] };
	const isUpdate = operation.option.value === 'update';
	const shown = operation.fields.filter((field) => isShown(field, read));
	// What is missing is told before what cannot be used: an amount cannot for want of its currency.
	for (const field of shown) refuseMissing(field, read(field.name));
	for (const field of shown) addField(parts, field, read(field.name), context, isUpdate);
	checkRequirements(operation, parts);
	const { method = 'GET', url = '' } = operation.option.routing.request;
	const request: PelcroRequest = {
		method,
		path: interpolate(url, parts.path),
		query: parts.query,
		...(method !== 'GET' && !isEmpty(parts.body) && { body: parts.body }),
		...(operation.siteIdIn && { siteIdIn: operation.siteIdIn }),
		...(operation.output === 'file' && { file: true }),
		...(operation.output === 'record' && { expects: expectedOf(method) }),
		...(operation.lostAdvice && { lostAdvice: operation.lostAdvice }),
	};
	return { request, files: parts.files };
}

/** Pelcro may answer a change with nothing; a creation that tells no ID cannot be told from a lost answer. */
function expectedOf(method: string): Expectation {
	return method === 'PUT' ? 'recordOrNothing' : 'record';
}

/** Fills `{{$parameter.name}}` of a declared path in, each value encoded for its place. */
function interpolate(url: string, values: Readonly<Record<string, string>>): string {
	return url
		.replace(/^=/, '')
		.replace(/\{\{\s*\$parameter\.(\w+)\s*\}\}/g, (_match, name: string) =>
			encodeURIComponent(values[name] ?? ''),
		);
}

/** The form's own conditions, so that a value left over from another choice is not sent. */
export function isShown(field: PelcroProperty, read: ReadField): boolean {
	return Object.entries(field.displayOptions?.show ?? {}).every(([name, allowed]) =>
		(allowed ?? []).some((choice) => choice === read(name)),
	);
}

function refuseMissing({ required, displayName }: PelcroProperty, value: unknown): void {
	if (!required || !isEmpty(value)) return;
	throw new FieldError(
		`'${displayName}' is empty`,
		'Enter a value. If it is an expression, check that the item has the data it refers to.',
	);
}

function addField(
	parts: RequestParts,
	field: PelcroProperty,
	value: unknown,
	context: EncodingContext,
	isUpdate: boolean,
): void {
	if (field.type === 'collection') {
		addCollection(parts, field, value, context, isUpdate);
		return;
	}
	if (isEmpty(value)) return;
	const encoded = encode(value, field, context);
	// A JSON field that was not touched holds an empty list or object as text; empty metadata clears.
	const untouched = Array.isArray(encoded) || field.type === 'json';
	if (untouched && field.encoding !== 'metadata' && isEmpty(encoded)) return;
	const send = field.routing?.send;
	if (field.encoding === 'file') {
		parts.files.push({ property: send?.property ?? '', binaryField: String(encoded) });
	} else if (send === undefined) parts.path[field.name] = String(encoded);
	else put(send.type === 'query' ? parts.query : parts.body, send.property ?? '', encoded, field);
}

/** The optional fields that the user has added. */
function addCollection(
	parts: RequestParts,
	collection: PelcroProperty,
	values: unknown,
	context: EncodingContext,
	isUpdate: boolean,
): void {
	if (!isDataObject(values)) return;
	for (const [name, value] of Object.entries(values)) {
		const field = collection.options?.find(
			(option): option is PelcroProperty => isField(option) && option.name === name,
		);
		if (field === undefined) continue;
		const clearing = isUpdate && value === '' ? clearingValue(field) : undefined;
		if (clearing !== undefined) parts.body[field.routing?.send?.property ?? ''] = clearing;
		else addField(parts, field, value, context, isUpdate);
	}
}

/** Pelcro's framework reads an empty text as 'no value'; some attributes are documented to take null. */
function clearingValue({ clearedByNull, type }: PelcroProperty): '' | null | undefined {
	if (clearedByNull) return null;
	return type === 'string' ? '' : undefined;
}

export function isField(
	option: NonNullable<PelcroProperty['options']>[number],
): option is Exclude<typeof option, PelcroPropertyCollection> & PelcroProperty {
	return 'type' in option;
}

/** Objects and lists for the same property (metadata, lines: as fields and as JSON) are joined, the rest is set. */
function put(target: IDataObject, property: string, value: unknown, field: PelcroProperty): void {
	if (field.encoding === 'filters' && isDataObject(value)) {
		for (const [attribute, condition] of Object.entries(value)) {
			target[`${property}[${attribute}]`] = condition;
		}
		return;
	}
	const present = target[property];
	// `encode` returns JSON values only.
	target[property] = join(present, value) as IDataObject[string];
}

function join(present: unknown, value: unknown): unknown {
	if (Array.isArray(present) && Array.isArray(value)) return [...(present as unknown[]), ...value];
	return isDataObject(present) && isDataObject(value) ? { ...present, ...value } : value;
}

function checkRequirements(operation: PelcroOperation, { query, body }: RequestParts): void {
	for (const { oneOf, message } of operation.requirements ?? []) {
		const present = oneOf.some((property) => !isEmpty(body[property] ?? query[property]));
		if (!present) throw new FieldError(message, 'Fill one of these fields in.');
	}
}
