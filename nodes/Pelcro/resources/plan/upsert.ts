import { upsertFields } from '../../shared/optionalFields';
import type { PelcroOperation } from '../../shared/types';
import {
	createOnlyFields,
	detailFields,
	isRefundable,
	offerFields,
	priceFields,
	termFields,
	oldProviderId,
	periodFields,
	productId,
} from './fields';

/** Product, currency and period stay with the plan. Reference: plans, create and update. */
export const upsert: PelcroOperation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a plan',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: { request: { method: 'POST', url: '/plans' } },
	},
	output: 'record',
	fields: [
		{
			displayName: 'Match By',
			name: 'planMatchBy',
			type: 'options',
			required: true,
			default: 'oldProviderId',
			description:
				'What tells whether the plan exists already; its product, currency and period then stay as they are',
			options: [{ name: 'Old Provider ID', value: 'oldProviderId' }],
		},
		{ ...oldProviderId, required: true },
		{ ...productId, required: true, routing: { send: { type: 'body', property: 'product_id' } } },
		...[...priceFields, ...periodFields, ...termFields, ...offerFields, isRefundable].map(
			(field) => ({
				...field,
				required: true,
			}),
		),
		upsertFields(
			[...createOnlyFields, ...detailFields].filter(({ encoding }) => encoding !== 'file'),
		),
	],
	upsert: {
		listPath: '/plans',
		matchBy: 'planMatchBy',
		keys: {
			oldProviderId: {
				field: 'oldProviderId',
				property: 'old_provider_id',
				caseSensitive: true,
				certain: true,
			},
		},
		update: {
			method: 'PUT',
			url: '/plans/{id}',
			without: [
				'product_id',
				'product_import_unique_id',
				'currency',
				'interval',
				'interval_count',
				'type',
				'is_refundable',
			],
		},
	},
};
