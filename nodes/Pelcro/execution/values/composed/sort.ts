import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import { isEmpty } from '../isEmpty';
import { toChoice } from '../single/choices';
import { textOf } from '../single/texts';
import { fieldsOf, rowsOf } from './rows';

/** `sort=attribute` ascending, `sort=-attribute` descending, several by comma. Reference: 'Sorting and filtering'. */
export function toSort(value: unknown, field: PelcroProperty): string {
	const own = new Map(fieldsOf(field).map((entry) => [entry.name, entry]));
	const choose = (name: string, entered: unknown): unknown => {
		const choice = own.get(name);
		return choice === undefined ? entered : toChoice(entered, choice);
	};
	const rules = rowsOf(value, field).map((row) => {
		if (isEmpty(row.attribute)) {
			throw new FieldError(
				`'${field.displayName}' has a row without an attribute`,
				'Choose an attribute to sort by.',
			);
		}
		const chosen = String(choose('attribute', row.attribute));
		const attribute = chosen === 'other' ? typedName(row.attributeName, field) : chosen;
		const direction = choose('direction', row.direction ?? 'ascending');
		return { attribute, sign: direction === 'descending' ? '-' : '' };
	});
	const attributes = rules.map(({ attribute }) => attribute);
	const twice = attributes.find((attribute, index) => attributes.indexOf(attribute) !== index);
	if (twice === undefined)
		return rules.map(({ attribute, sign }) => `${sign}${attribute}`).join(',');
	throw new FieldError(
		`'${field.displayName}' has two rules for ${twice}`,
		'Remove one of the two rows.',
	);
}

function typedName(entered: unknown, { displayName }: PelcroProperty): string {
	const name = textOf(entered ?? '')?.trim() ?? '';
	if (/^[\w.]+$/.test(name)) return name;
	throw new FieldError(
		name === ''
			? `'${displayName}' has a row without an attribute`
			: `'${displayName}' cannot sort by '${name}'`,
		'Enter the name of one attribute as Pelcro calls it, e.g. quantity.',
	);
}
