import { FieldError } from '../../../../common/fieldError';
import { isShortened } from '../../values/single/texts';

/** A sheet's errors, in the language of its program: English, German, French, Spanish, Italian and Portuguese. */
const ERRORS_OF_SHEETS = `#n/a #ref! #value! #name? #div/0! #null! #num!
	#nv #bezug! #wert! #zahl! #valeur! #nom? #nombre! #nul! #n/d #¡ref! #¡valor! #¿nombre? #¡div/0! #¡nulo! #¡num!
	#rif! #valore! #nome? #nullo! #valor! #nulo! #núm!`.split(/\s+/);

/** What else databases and people write where there is nothing: not the key of a record. */
const NOTHING = /^(?:n\/a|null|undefined|nan|[-–—?.]+)$/i;

/**
 * Refuses what stands for a key and is none. Many rows of a sheet have it, so by it the second one would be taken
 * for the first, and overwrite it or be left out.
 *
 * @param label what the form calls the field
 * @throws FieldError
 */
export function refuseStandIn(key: string, label: string): void {
	if (NOTHING.test(key) || ERRORS_OF_SHEETS.includes(key.toLowerCase())) {
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
