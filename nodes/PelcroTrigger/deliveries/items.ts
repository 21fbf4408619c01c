import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { withYesNo } from '../../common/yesNo';
import { amountUnitOf } from '../form/settings';
import { withAmounts } from './amounts';
import type { Delivery } from './delivery';

/**
 * The items that come out for a delivery.
 *
 * @param body as it was sent
 * @param deliveries what is wanted of it
 */
export function itemsOf(
	context: IWebhookFunctions,
	body: IDataObject,
	deliveries: readonly Delivery[],
): INodeExecutionData[] {
	const simplify = context.getNodeParameter('simplify', true) === true;
	if (!simplify) return deliveries.length === 0 ? [] : [{ json: body }];
	const unit = amountUnitOf(context);
	return deliveries.map((delivery) => {
		const { object, previous, ...event } = withAmounts(unit, delivery);
		return { json: { ...event, object: withYesNo(object), previous: withYesNo(previous) } };
	});
}
