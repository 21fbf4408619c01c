import { metadataFields } from '../../shared/metadata';
import { updateFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import { invoiceId } from './fields';

/** Reference: invoices, update. */
export const update: PelcroOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an invoice',
		description: 'Change the metadata or the purchase order of an invoice; nothing else can change',
		routing: { request: { method: 'PUT', url: '=/invoices/{{$parameter.invoiceId}}' } },
	},
	output: 'record',
	fields: [
		invoiceId,
		updateFields([
			...metadataFields,
			{
				displayName: 'Purchase Order',
				name: 'purchaseOrder',
				type: 'string',
				default: '',
				placeholder: 'e.g. PO-2031',
				description: 'Number of the purchase order of the customer',
				routing: { send: { type: 'body', property: 'purchase_order' } },
			},
		]),
	],
};
