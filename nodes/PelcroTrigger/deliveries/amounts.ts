import { convertAmounts, type AmountUnit } from '../../common/money/amounts';
import { isDataObject } from '../../transport/dataObject';
import type { Delivery } from './delivery';

/** Under which name what was before is put into the record for a moment. */
const PREVIOUS = ' previous';

/** The delivery with its amounts as the user writes them. What was before has the currency of the record. */
export function withAmounts(unit: AmountUnit, delivery: Delivery): Delivery {
	const whole = { ...delivery.object, [PREVIOUS]: delivery.previous };
	const { [PREVIOUS]: previous, ...object } = convertAmounts(whole, { unit, currency: '' });
	return { ...delivery, object, previous: isDataObject(previous) ? previous : {} };
}
