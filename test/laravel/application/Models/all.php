<?php

namespace App\Models;

// One model a kind, so that messages name them as a real application does.

class Address extends Record
{
    protected $table = 'addresses';
}

class Bill extends Record
{
    protected $table = 'bills';
}

class CampaignRun extends Record
{
    protected $table = 'campaign_runs';
}

class Charge extends Record
{
    protected $table = 'charges';
}

class Coupon extends Record
{
    protected $table = 'coupons';
}

class Customer extends Record
{
    protected $table = 'customers';
}

class EcommerceProduct extends Record
{
    protected $table = 'ecommerce_products';
}

class Export extends Record
{
    protected $table = 'exports';
}

class Invoice extends Record
{
    protected $table = 'invoices';
}

class Membership extends Record
{
    protected $table = 'memberships';
}

class Newsletter extends Record
{
    protected $table = 'newsletters';
}

class Order extends Record
{
    protected $table = 'orders';
}

class Organization extends Record
{
    protected $table = 'organizations';
}

class Plan extends Record
{
    protected $table = 'plans';
}

class Product extends Record
{
    protected $table = 'products';
}

class Refund extends Record
{
    protected $table = 'refunds';
}

class Sku extends Record
{
    protected $table = 'skus';
}

class Source extends Record
{
    protected $table = 'sources';
}

class Subscription extends Record
{
    protected $table = 'subscriptions';
}

class Vendor extends Record
{
    protected $table = 'vendors';
}

class Webhook extends Record
{
    protected $table = 'webhooks';
}

const BY_RESOURCE = [
    'addresses' => Address::class,
    'bills' => Bill::class,
    'campaign_runs' => CampaignRun::class,
    'charges' => Charge::class,
    'coupons' => Coupon::class,
    'customers' => Customer::class,
    'ecommerce_products' => EcommerceProduct::class,
    'exports' => Export::class,
    'invoices' => Invoice::class,
    'memberships' => Membership::class,
    'newsletters' => Newsletter::class,
    'orders' => Order::class,
    'organizations' => Organization::class,
    'plans' => Plan::class,
    'products' => Product::class,
    'refunds' => Refund::class,
    'skus' => Sku::class,
    'sources' => Source::class,
    'subscriptions' => Subscription::class,
    'vendors' => Vendor::class,
    'webhooks' => Webhook::class,
];
