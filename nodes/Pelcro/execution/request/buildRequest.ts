import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../transport/dataObject';
import type { Expectation } from '../../../transport/lists/expectation';
import type { PelcroRequest } from '../../../transport/request';
import { FieldError } from '../../../common/fieldError';
import type { PelcroOperation, PelcroProperty, PelcroPropertyCollection } from '../../shared/types';
import { encode } from '../values/encode';
import type { Emptied, EncodingContext } from '../values/encoding';
import { isEmpty, isPlainObject } from '../values/isEmpty';
import { inQuery } from '../values/single/choices';
import { fieldsToClear } from '../values/composed/fieldsToClear';

/** Reads what the user entered for an item. */
export interface ReadField {
	/**
	 * A top-level field's value, expressions resolved, switches and choices as the form has them; undefined where the
	 * form does not have the field, null for nothing.
	 */
	(name: string): unknown;
	/** Whether the value comes from an expression, so that an empty one is no field that was left alone. */
	byExpression?: (name: string) => boolean;
}

/** A request, and what becomes of fields that are not in it as values. */
export interface BuiltRequest {
	request: PelcroRequest;
	/** The input item's binary fields that go with it as files. */
	files: readonly FileField[];
	/** Properties of the body that an update clears, and that a creation has to do without. */
	cleared: readonly string[];
	/** Labels of the fields whose expressions gave nothing, so that an update leaves their attributes alone. */
	leftAlone: readonly string[];
	/** What the node itself looks at in each record of a list. */
	conditions: readonly AskedCondition[];
	/** The order that the node puts a list in, as Pelcro would be asked for it (`-total,id`); undefined for none. */
	order: string | undefined;
}

/** A condition's field, and its value as Pelcro would be asked for it. */
export interface AskedCondition {
	field: PelcroProperty;
	value: unknown;
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
	cleared: string[];
	leftAlone: string[];
	conditions: AskedCondition[];
	order: string | undefined;
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
	const parts: RequestParts = {
		path: {},
		query: {},
		body: {},
		files: [],
		cleared: [],
		leftAlone: [],
		conditions: [],
		order: undefined,
	};
	const shown = operation.fields.filter((field) => isShown(field, read));
	// What is missing is told before what cannot be used: an amount cannot for want of its currency.
	for (const field of shown) refuseMissing(field, read(field.name));
	const open = openFields(operation, shown);
	for (const field of shown) addTopField(parts, field, open, read, context);
	checkRequirements(operation, parts);
	const { method = 'GET', url = '' } = operation.option.routing.request;
	const request: PelcroRequest = {
		method,
		path: interpolate(url, parts.path),
		query: parts.query,
		...(method !== 'GET' && !isEmpty(parts.body) && { body: parts.body }),
		...(operation.siteIdIn && { siteIdIn: operation.siteIdIn }),
		...(operation.output === 'file' && { file: true }),
		...expectation(operation, method),
		...((operation.onlyReads ?? operation.aim) && { idempotent: true }),
		...(operation.lostAdvice && { lostAdvice: operation.lostAdvice }),
	};
	const { files, cleared, leftAlone, conditions, order } = parts;
	return { request, files, cleared, leftAlone, conditions, order };
}

/**
 * What a field means that was added and is empty: an update clears it, a creation leaves it out, and a list would
 * return what the field was to leave out.
 */
export function meaningOfEmpty({ fields, option, upsert }: PelcroOperation): Emptied {
	const { method = 'GET' } = option.routing.request;
	if (method === 'PUT' || upsert !== undefined) return 'cleared';
	return method === 'GET' || fields.some(({ leavesOut }) => leavesOut) ? 'refused' : 'notGiven';
}

/** Pelcro may answer a change with nothing; a creation that tells no ID cannot be told from a lost answer. */
function expectation({ output }: PelcroOperation, method: string): { expects?: Expectation } {
	if (output === 'record') return { expects: method === 'PUT' ? 'recordOrNothing' : 'record' };
	if (output === 'deleted') return { expects: 'done' };
	return output === 'records' || output === 'entries' || output === 'done'
		? { expects: output }
		: {};
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

/** A field that the form always has. Empty, it is one that was left alone, unless an expression made it so. */
function addTopField(
	parts: RequestParts,
	field: PelcroProperty,
	open: readonly PelcroProperty[],
	read: ReadField,
	context: EncodingContext,
): void {
	const value = read(field.name);
	if (field.type === 'collection') {
		addCollection(parts, field, open, value, context);
	} else if (!isEmptyIn(field, value)) {
		addField(parts, field, value, context);
	} else if (read.byExpression?.(field.name)) {
		if (context.emptied === 'refused' && leavesRecordsOut(field)) throw refuseEmpty(field);
		if (context.emptied === 'cleared') parts.leftAlone.push(field.displayName);
	}
}

/** Fields of the body that the form always has and that nothing needs: empty, they change nothing, and can be cleared by name. */
function openFields(
	{ upsert }: PelcroOperation,
	shown: readonly PelcroProperty[],
): PelcroProperty[] {
	const keys = Object.values(upsert?.keys ?? {}).map(({ field }) => field);
	return shown.filter(
		({ name, required, routing }) =>
			routing?.send?.type === 'body' && !required && !keys.includes(name),
	);
}

/** The optional fields that the user has added. */
function addCollection(
	parts: RequestParts,
	collection: PelcroProperty,
	open: readonly PelcroProperty[],
	values: unknown,
	context: EncodingContext,
): void {
	if (!isPlainObject(values)) return;
	const fields = (collection.options ?? []).filter(isField);
	for (const [name, value] of Object.entries(values)) {
		const field = fields.find((own) => own.name === name);
		if (field === undefined || field.encoding === 'fieldsToClear') continue;
		if (isEmptyIn(field, value)) addEmpty(parts, inCollection(field, collection), value, context);
		else {
			const others = fields.filter((own) => own !== field && !isEmptyIn(own, values[own.name]));
			if (context.emptied === 'cleared') refuseNoRows(field, value, others);
			addField(parts, field, value, context);
		}
	}
	const clearing = fields.find(({ encoding }) => encoding === 'fieldsToClear');
	if (clearing === undefined) return;
	const named = fieldsToClear(values[clearing.name], clearing, [...open, ...fields]);
	for (const field of named) clear(parts, field);
}

/** Lists are empty in fields for lists, objects in those for rows and records; elsewhere they are no value at all. */
function isEmptyIn({ type, encoding, typeOptions }: PelcroProperty, value: unknown): boolean {
	if (!isEmpty(value) || value === undefined || value === null) return isEmpty(value);
	if (typeof value === 'string') return true;
	if (!Array.isArray(value)) return type === 'fixedCollection' || type === 'resourceLocator';
	return type === 'multiOptions' || typeOptions?.multipleValues === true || encoding === 'rows';
}

/**
 * A list of rows that an update is to write and that has none: it would leave those of the record, or take all away.
 *
 * @param others the filled fields beside it, one of which may have the rows
 */
function refuseNoRows(
	{ encoding, displayName, routing }: PelcroProperty,
	value: unknown,
	others: readonly PelcroProperty[],
): void {
	const property = routing?.send?.property;
	const inOther = others.some((own) => own.routing?.send?.property === property);
	if (encoding !== 'jsonRows' || inOther) return;
	const isNone = typeof value === 'string' ? /^\s*\[\s*\]\s*$/.test(value) : isEmpty(value);
	if (isNone) throw new FieldError(`'${displayName}' cannot be emptied`, NO_ROWS);
}

const NO_ROWS = 'Add a row, or remove the field.';

/**
 * A group without rows, which a creation would go without: n8n makes one of an expression that stands for the whole
 * group, whatever the expression gives.
 */
function refuseNoGroup({ type, displayName }: PelcroProperty, value: unknown): void {
	if (type !== 'fixedCollection' || value === undefined || value === null) return;
	throw new FieldError(
		`'${displayName}' has no entries`,
		`Add one, or remove the field. For an expression that gives all of them, use '${displayName} (JSON)'.`,
	);
}

function inCollection(field: PelcroProperty, { leavesOut }: PelcroProperty): PelcroProperty {
	return leavesOut ? { ...field, leavesOut } : field;
}

/** One rule for all fields: null and empty text clear; undefined, which the item lacks, leaves the attribute alone. */
function addEmpty(
	parts: RequestParts,
	field: PelcroProperty,
	value: unknown,
	{ emptied }: EncodingContext,
): void {
	if (emptied === 'refused' && leavesRecordsOut(field)) throw refuseEmpty(field);
	if (emptied === 'notGiven') refuseNoGroup(field, value);
	if (emptied !== 'cleared') return;
	// A locator whose expression finds nothing is still one.
	const entered = isPlainObject(value) && '__rl' in value ? value.value : value;
	if (entered === undefined) parts.leftAlone.push(field.displayName);
	else clear(parts, field);
}

/** Pelcro's framework reads an empty text as null, which is what clears an attribute. */
function clear({ body, cleared }: RequestParts, field: PelcroProperty): void {
	const property = field.routing?.send?.property;
	const kept = whyNotCleared(field);
	if (kept !== undefined || property === undefined) {
		throw new FieldError(`'${field.displayName}' cannot be emptied`, kept ?? '');
	}
	if (property in body && !cleared.includes(property)) {
		throw new FieldError(
			`'${field.displayName}' has a value, and is to be cleared`,
			"Remove one of the two: the field, or its name under 'Fields to Clear'.",
		);
	}
	cleared.push(property);
	body[property] = emptyValue(field);
}

/** @returns what to do in place of clearing it; undefined for a field that can be cleared */
function whyNotCleared({ encoding, type }: PelcroProperty): string | undefined {
	if (encoding === 'file') {
		return 'Enter the name of the binary field that has the file, or remove the field.';
	}
	if (encoding === 'metadata' && type !== 'json') {
		return 'Add the entries to remove with an empty value, or remove the field.';
	}
	if (encoding === 'metadata') {
		return 'Name the entries to remove, each with null, or remove the field.';
	}
	if (encoding === 'rows' || encoding === 'jsonRows') return NO_ROWS;
	return undefined;
}

function emptyValue({
	clearedByNull,
	encoding,
	type,
	typeOptions,
}: PelcroProperty): '' | null | [] {
	if (clearedByNull) return null;
	if (type === 'multiOptions' || typeOptions?.multipleValues) return [];
	const isText = encoding === undefined || encoding === 'phone' || encoding === 'phoneText';
	return type === 'string' && isText ? '' : null;
}

/** Whether a list without the field has more records. */
function leavesRecordsOut(field: PelcroProperty): boolean {
	const { encoding, leavesOut, routing } = field;
	if (leavesOut || isCondition(field)) return true;
	return routing?.send?.type === 'query' && encoding !== 'commaList' && encoding !== 'sort';
}

function refuseEmpty({ displayName }: PelcroProperty): FieldError {
	return new FieldError(
		`'${displayName}' is empty`,
		'Enter a value, or remove the field. Without a value, Pelcro could return every record.',
	);
}

function addField(
	parts: RequestParts,
	field: PelcroProperty,
	value: unknown,
	context: EncodingContext,
): void {
	const encoded = encode(value, field, context);
	// A JSON field that was not touched holds an empty list or object as text; empty metadata clears.
	const untouched = Array.isArray(encoded) || field.type === 'json';
	if (untouched && field.encoding !== 'metadata' && isEmpty(encoded)) return;
	const send = field.routing?.send;
	if (isCondition(field)) {
		parts.conditions.push({ field, value: encoded });
		// An operator is named, so that a value with a colon is none.
		const { property = '' } = send ?? {};
		const isFilter = property.startsWith('filter[');
		const wanted = isFilter ? `eq:${[encoded].flat().join(',')}` : String(inQuery(encoded));
		if (send !== undefined) putCondition(parts.query, property, wanted, field);
	} else if (field.encoding === 'sort' && !isSortedByPelcro(field, String(encoded))) {
		parts.order = String(encoded);
	} else if (encoded === undefined) {
		if (context.emptied === 'cleared') parts.leftAlone.push(field.displayName);
	} else if (field.encoding === 'file') {
		parts.files.push({ property: send?.property ?? '', binaryField: String(encoded) });
	} else if (send === undefined) parts.path[field.name] = String(encoded);
	else if (send.type === 'query') put(parts.query, send.property ?? '', inQuery(encoded), field);
	else put(parts.body, send.property ?? '', encoded, field);
}

/** What the node itself looks at in each record: a condition, or filters that Pelcro does not take. */
export function isCondition({ condition, encoding, routing }: PelcroProperty): boolean {
	return condition !== undefined || (encoding === 'filters' && routing === undefined);
}

/** By several attributes, only one of the two can sort. */
function isSortedByPelcro({ sortedByPelcro = [] }: PelcroProperty, order: string): boolean {
	return order.split(',').every((rule) => sortedByPelcro.includes(rule.replace(/^-/, '')));
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
			putCondition(target, `${property}[${attribute}]`, condition, field);
		}
		return;
	}
	const present = target[property];
	// `encode` returns JSON values only.
	target[property] = join(present, value) as IDataObject[string];
}

/** Pelcro takes one condition for each attribute; a second one would silently take the first one's place. */
function putCondition(
	query: IDataObject,
	property: string,
	condition: IDataObject[string],
	{ displayName }: PelcroProperty,
): void {
	if (Object.hasOwn(query, property)) {
		throw new FieldError(
			`'${displayName}' asks for what another field asks for already`,
			`Both are sent to Pelcro as ${property}, which it takes once. Remove one of the two.`,
		);
	}
	query[property] = condition;
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
