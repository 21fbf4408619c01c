import type { INodePropertyOptions } from 'n8n-workflow';

import { answerOf } from '../../../../common/yesNo';
import { NAMED_CHOICES } from '../../../../transport/limits';
import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';
import { textOf } from './texts';

/** A switch, also as 1 and 0, or as text in any case: true and false, yes and no. */
export function toBoolean(value: unknown, field: PelcroProperty): boolean {
	const answer = answerOf(textOf(value));
	if (answer !== undefined) return answer;
	throw refuse(
		field,
		value,
		'true or false',
		'Use the switch, or a value that is true or false, yes or no, 1 or 0.',
	);
}

/** A value as a query has it: Pelcro's framework takes 1 and 0 there for yes and no, and neither true nor false. */
export function inQuery(value: unknown): unknown {
	return typeof value === 'boolean' ? Number(value) : value;
}

/** A value as Pelcro writes those of its lists. */
const WORD = /^[\w.:-]{1,64}$/;

/**
 * One of the field's choices, by its value or its name in any case. Pelcro's lists grow, so where the value goes to
 * Pelcro another word, which can only come from an expression, goes through: Pelcro says whether it knows it.
 * Reference: amendment 10.
 *
 * @throws FieldError for everything else
 */
export function toChoice(value: unknown, field: PelcroProperty): unknown {
	const choices = choicesOf(field);
	const text = textOf(value)?.trim();
	const chosen =
		choices.find((option) => String(option.value) === text) ??
		choices.find((option) => namesOf(option).some((own) => isSame(own, text)));
	if (chosen !== undefined) return chosen.value;
	// What Pelcro calls something new is better known to it than to this list.
	const goesOn = field.otherChoices || field.routing?.send !== undefined;
	if (goesOn && text && WORD.test(text) && isLikeCodesOf(choices, text)) return text;
	throw refuse(field, value, 'one of the choices', whatIsAllowed(choices));
}

/** The name may end in the value, as those of countries and currencies do: Germany (DE). */
function namesOf({ name, value }: INodePropertyOptions): string[] {
	return [String(value), name, name.replace(/ \(\w+\)$/, '')];
}

/** Countries and currencies have codes of one length, and so have those that are new. */
function isLikeCodesOf(choices: readonly INodePropertyOptions[], text: string): boolean {
	const lengths = new Set(choices.map((option) => String(option.value).length));
	return choices.length <= NAMED_CHOICES || lengths.size > 1 || lengths.has(text.length);
}

function whatIsAllowed(choices: readonly INodePropertyOptions[]): string {
	if (choices.length <= NAMED_CHOICES) {
		return `Allowed are: ${choices.map((option) => String(option.value)).join(', ')}.`;
	}
	const [example] = choices;
	return `Choose from the list, or give a name or code that is in it, such as '${example?.name}' or '${String(example?.value)}'.`;
}

/** Several of the field's choices: as a list, or separated by commas. */
export function toChoices(value: unknown, field: PelcroProperty): unknown[] {
	const list: unknown[] = Array.isArray(value) ? value : (textOf(value)?.split(',') ?? [value]);
	return list.map((entry) => toChoice(entry, field));
}

function choicesOf(field: PelcroProperty): INodePropertyOptions[] {
	return (field.options ?? []).filter((option) => 'value' in option);
}

function isSame(own: string, text: string | undefined): boolean {
	return own.toLowerCase() === text?.toLowerCase();
}
