import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';
import { isExact, mayBeThousands } from './texts';

/** As JSON and spreadsheets write numbers. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number, also as text, in the field's range. */
export function toNumber(value: unknown, field: PelcroProperty): number {
	const number = numberOf(value);
	if (number === undefined) throw refuse(field, value, 'a number', wayToWrite(value));
	if (!isExact(number)) {
		throw refuse(field, value, 'an exact number', 'Numbers beyond 2^53 are rounded.');
	}
	if (field.typeOptions?.numberPrecision === 0 && !Number.isInteger(number)) {
		throw refuse(field, value, 'a whole number', 'Enter a number without decimals.');
	}
	if (field.typeOptions?.numberPrecision === 0 && mayBeThousands(value)) {
		throw refuse(field, value, 'clear', 'It can be read in two ways: write it without a point.');
	}
	return inRange(number === 0 ? 0 : number, field);
}

/**
 * @param entered what the user wrote, where that is another number
 * @throws FieldError when the number is less or more than the field allows
 */
export function inRange(number: number, field: PelcroProperty, entered: unknown = number): number {
	const { minValue = -Infinity, maxValue = Infinity } = field.typeOptions ?? {};
	if (number >= minValue && number <= maxValue) return number;
	const range =
		maxValue === Infinity ? `${minValue} or more` : `between ${minValue} and ${maxValue}`;
	throw refuse(field, entered, 'in the allowed range', `Enter a number ${range}.`);
}

function wayToWrite(value: unknown): string {
	const text = typeof value === 'string' ? value.trim().replace(/\s*%$/, '') : '';
	const plain = text.replace(/^([+-]?\d+),(\d{1,2})$/, '$1.$2');
	return plain !== value && numberOf(plain) !== undefined
		? `Write it as digits, with a point before decimals: ${plain}.`
		: 'Enter a number.';
}

function numberOf(value: unknown): number | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	if (typeof value === 'bigint') return Number(value);
	const isNumber = typeof value === 'string' && NUMBER.test(value.trim());
	const number = isNumber ? Number(value.trim()) : NaN;
	return Number.isFinite(number) ? number : undefined;
}
