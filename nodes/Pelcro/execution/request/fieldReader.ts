import type { IExecuteFunctions } from 'n8n-workflow';

import { limitField, returnAllField, simplifyField } from '../../shared/commonFields';
import { INCLUDED_KINDS, includeField } from '../../shared/included';
import type { PelcroOperation, PelcroProperty } from '../../shared/types';
import { isEmpty, isPlainObject } from '../values/isEmpty';
import { toBoolean, toChoice } from '../values/single/choices';
import { toNumber } from '../values/single/numbers';
import type { ReadField } from './buildRequest';

/** What the executor reads beside the operation's own fields. */
export const EXECUTOR_FIELDS = [
	returnAllField,
	limitField,
	simplifyField([], []),
	...INCLUDED_KINDS.map((kind) => includeField(kind, [])),
];

/** What stands for a field that the form does not have; no expression can give it. */
const NOT_IN_FORM = Symbol('not in the form');

/**
 * Reads each of an item's fields at most once, and only when it is asked for. Switches and choices come as the form
 * has them, also where an expression gives them as text or number.
 *
 * @throws FieldError, when it reads, for a switch or a choice that is none
 */
export function fieldReader(
	context: IExecuteFunctions,
	{ fields }: PelcroOperation,
	itemIndex: number,
): ReadField {
	const values = new Map<string, unknown>();
	const valueOf = (name: string): unknown => {
		const value: unknown = context.getNodeParameter(name, itemIndex, NOT_IN_FORM, {
			skipValidation: true,
		});
		if (value === NOT_IN_FORM) return undefined;
		const ofExecutor = EXECUTOR_FIELDS.find((field) => field.name === name);
		if (ofExecutor !== undefined) return asInForm(value, ofExecutor as PelcroProperty);
		const own = fields.find((field) => field.name === name);
		return own === undefined || isEmpty(value) ? (value ?? null) : asInForm(value, own);
	};
	const read = (name: string): unknown => {
		if (!values.has(name)) values.set(name, valueOf(name));
		return values.get(name);
	};
	const byExpression = (name: string): boolean => {
		const entered: unknown = context.getNodeParameter(name, itemIndex, null, {
			rawExpressions: true,
		});
		const written = isPlainObject(entered) && '__rl' in entered ? entered.value : entered;
		return typeof written === 'string' && written.startsWith('=');
	};
	return Object.assign(read, { byExpression });
}

function asInForm(value: unknown, field: PelcroProperty): unknown {
	if (field.type === 'boolean') return toBoolean(value, field);
	if (field.type === 'options') return toChoice(value, field);
	return field.name === limitField.name ? toNumber(value, field) : value;
}
