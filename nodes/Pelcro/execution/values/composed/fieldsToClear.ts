import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import { isEmpty } from '../isEmpty';
import { toText } from '../single/texts';

/**
 * The fields to clear that are named: by label, by name or by Pelcro's name, in any case, separated by commas.
 *
 * @param fields those of the same collection, and those that the form has open beside it
 * @throws FieldError for a name that none of them has
 */
export function fieldsToClear(
	value: unknown,
	field: PelcroProperty,
	fields: readonly PelcroProperty[],
): PelcroProperty[] {
	if (isEmpty(value)) return [];
	const list = { ...field, typeOptions: { multipleValues: true } };
	const clearable = fields.filter(({ routing }) => routing?.send?.property !== undefined);
	return [toText(value, list)].flat().map((name) => {
		const named = clearable.find((own) => namesOf(own).includes(comparable(name)));
		if (named !== undefined) return named;
		throw new FieldError(
			`'${field.displayName}' has '${name}', which is no field that can be cleared`,
			`There are: ${clearable.map(({ displayName }) => displayName).join(', ')}.`,
		);
	});
}

function namesOf({ displayName, name, routing }: PelcroProperty): string[] {
	return [displayName, name, routing?.send?.property ?? ''].map(comparable);
}

function comparable(name: string): string {
	return name.toLowerCase().replace(/[\s_]/g, '');
}
