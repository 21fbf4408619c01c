import type { IDataObject } from 'n8n-workflow';

import type {
	ChoiceKey,
	PelcroOperation,
	PelcroProperty,
	RecordChoice,
} from '../../../shared/types';
import { isField, isShown, type ReadField } from '../../request/buildRequest';
import { isEmpty, isPlainObject } from '../../values/isEmpty';
import { refuse } from '../../values/refusal';
import { textOf } from '../../values/single/texts';
import type { RecordKey } from '../keys/keyIndex';
import { refuseStandIn } from '../keys/standIns';

/** A record that an item chooses by a key other than its ID. */
export interface KeyChoice {
	field: PelcroProperty;
	listPath: string;
	key: RecordKey & Pick<ChoiceKey, 'words'>;
}

/** Finds the ID of what was chosen. */
export type IdOf = (choice: KeyChoice) => string;

/** Whether the operation has a field whose record can be chosen by a key. */
export function hasKeyChoice({ fields }: PelcroOperation): boolean {
	return fields.some((field) => isKeyed(field) || ownFields(field).some(isKeyed));
}

/**
 * The records that the item chooses by a key.
 *
 * @throws FieldError when what is entered is no text, or tells no record from another
 */
export function keyChoices(operation: PelcroOperation, read: ReadField): KeyChoice[] {
	return operation.fields
		.filter((field) => isKeyed(field) || ownFields(field).some(isKeyed))
		.filter((field) => isShown(field, read))
		.flatMap((field) => choicesIn(field, read(field.name)));
}

/** Reads the item as if its records had been chosen by their IDs. */
export function withIds({ fields }: PelcroOperation, read: ReadField, idOf: IdOf): ReadField {
	const readWithIds = (name: string): unknown => {
		const field = fields.find((own) => own.name === name);
		const value = read(name);
		return field === undefined ? value : replaced(field, value, idOf);
	};
	return Object.assign(readWithIds, { byExpression: read.byExpression });
}

function choicesIn(field: PelcroProperty, value: unknown): KeyChoice[] {
	const own = choiceOf(field, value);
	if (own !== undefined) return [own];
	if (!isPlainObject(value)) return [];
	return ownFields(field).flatMap((inner) => choiceOf(inner, value[inner.name]) ?? []);
}

function replaced(field: PelcroProperty, value: unknown, idOf: IdOf): unknown {
	const own = choiceOf(field, value);
	if (own !== undefined) return { __rl: true, mode: 'id', value: idOf(own) };
	if (!isPlainObject(value)) return value;
	const inner = ownFields(field).filter((one) => choiceOf(one, value[one.name]) !== undefined);
	if (inner.length === 0) return value;
	const ids = inner.map((one) => [one.name, replaced(one, value[one.name], idOf)] as const);
	return { ...value, ...Object.fromEntries(ids) };
}

/** @returns undefined where the field is empty, or says an ID */
function choiceOf(field: PelcroProperty, value: unknown): KeyChoice | undefined {
	const { chosenBy } = field;
	if (chosenBy === undefined || !isLocator(value) || isEmpty(value)) return undefined;
	const mode = modeOf(value, chosenBy);
	const key = Object.hasOwn(chosenBy.keys, mode) ? chosenBy.keys[mode] : undefined;
	if (key === undefined) return undefined;
	const text = textOf(value.value)?.trim() ?? '';
	if (text === '') {
		throw refuse(field, value.value, `the ${key.words} of a ${chosenBy.one}`, 'Enter a text.');
	}
	refuseStandIn(text, field.displayName);
	const { property, caseSensitive, parameter, words } = key;
	return {
		field,
		listPath: chosenBy.listPath,
		key: { property, caseSensitive, parameter, words, value: text },
	};
}

/** What is dragged into a field, n8n takes for an ID; an email is none, and nobody else's. An address of an admin page is none, whatever is in it. */
function modeOf({ mode, value }: IDataObject, { keys }: RecordChoice): string {
	const isEmail = 'email' in keys && /^[^@\s/]+@[^@\s/]+$/.test(textOf(value)?.trim() ?? '');
	return isEmail && ['id', 'list'].includes(String(mode)) ? 'email' : String(mode);
}

function isLocator(value: unknown): value is IDataObject {
	return isPlainObject(value) && '__rl' in value;
}

function isKeyed({ chosenBy }: PelcroProperty): boolean {
	return chosenBy !== undefined;
}

function ownFields({ type, options = [] }: PelcroProperty): PelcroProperty[] {
	return type === 'collection' ? options.filter(isField) : [];
}
