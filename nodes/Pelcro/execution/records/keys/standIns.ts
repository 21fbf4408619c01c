import { FieldError } from '../../../../common/fieldError';
import { isShortened } from '../../values/single/texts';

/** What spreadsheets and databases write where there is nothing: not the key of a record. */
const NOTHING =
	/^(?:n\/a|null|undefined|nan|#(?:n\/a|ref!|value!|name\?|div\/0!|null!|num!)|[-–—?.]+)$/i;

/**
 * Refuses what stands for a key and is none. Many rows of a sheet have it, so by it the second one would be taken
 * for the first, and overwrite it or be left out.
 *
 * @param label what the form calls the field
 * @throws FieldError
 */
export function refuseStandIn(key: string, label: string): void {
	if (NOTHING.test(key)) {
		throw new FieldError(
			`'${label}' is ${JSON.stringify(key)}, which tells no record from another`,
			'Other items may have it, too, and would be taken for the same record. Enter the real value, or sort out such items before.',
		);
	}
	if (isShortened(key)) {
		throw new FieldError(
			`'${label}' is ${JSON.stringify(key)}, a number that a spreadsheet has shortened`,
			'Its last digits are lost, so other items may have the same. Format the column as text or as a number without decimals in the spreadsheet, and save the file again.',
		);
	}
}
