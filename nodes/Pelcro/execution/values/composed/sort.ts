import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import { isEmpty } from '../isEmpty';
import { rowsOf } from './rows';

/** `sort=attribute` ascending, `sort=-attribute` descending, several by comma. Reference: as above. */
export function toSort(value: unknown, field: PelcroProperty): string {
	return rowsOf(value)
		.map((row) => {
			if (isEmpty(row.attribute)) {
				throw new FieldError(
					`'${field.displayName}' has a row without an attribute`,
					'Choose an attribute to sort by.',
				);
			}
			return `${row.direction === 'descending' ? '-' : ''}${String(row.attribute)}`;
		})
		.join(',');
}
