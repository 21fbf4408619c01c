import { record } from '../../host/pelcroSandbox';
import { CUSTOMER, PAID_INVOICE } from '../seededRecords';
import { DATE, PAGE, SECONDS, type WireCase } from '../wireCase';

export const invoiceCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			customerId: record(CUSTOMER),
			currency: 'EUR',
			invoiceLines: {
				line: [
					{ description: 'March', quantity: 2, taxName: 'VAT', taxRate: '7', unitPrice: '10.50' },
				],
			},
			additionalFields: {
				invoiceLinesJson: '[{"quantity": 1, "unit_price": 3}]',
				billingReason: 'manual',
				dueDate: DATE,
				periodEnd: DATE,
				periodStart: '2031-03-01T00:00:00Z',
				status: 'open',
			},
		},
		method: 'POST',
		path: '/invoices',
		body: {
			customer_id: CUSTOMER,
			currency: 'eur',
			line_items: [
				{ description: 'March', quantity: 2, tax_name: 'VAT', tax_rate: 7, unit_price: 1050 },
				{ quantity: 1, unit_price: 300 },
			],
			billing_reason: 'manual',
			due_date: SECONDS,
			period_end: SECONDS,
			period_start: Date.parse('2031-03-01T00:00:00Z') / 1000,
			status: 'open',
		},
	},
	{
		operation: 'get',
		parameters: { invoiceId: record(PAID_INVOICE) },
		method: 'GET',
		path: `/invoices/${PAID_INVOICE}`,
	},
	{
		operation: 'getAll',
		parameters: {
			limit: 50,
			filters: { filter: [{ attribute: 'status', operator: 'eq', value: 'paid' }] },
			sort: { rule: [{ attribute: 'created_at', direction: 'descending' }] },
		},
		method: 'GET',
		path: '/invoices',
		query: { ...PAGE, 'filter[status]': 'eq:paid', sort: '-created_at' },
	},
	{
		operation: 'update',
		parameters: {
			invoiceId: record(PAID_INVOICE),
			updateFields: { purchaseOrder: 'PO-7', metadataJson: '{"seen": true}' },
		},
		method: 'PUT',
		path: `/invoices/${PAID_INVOICE}`,
		body: { purchase_order: 'PO-7', metadata: { seen: true } },
	},
];
