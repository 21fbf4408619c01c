<?php

namespace App\Http;

use App\Models;
use App\Models\Record;
use App\State;
use Illuminate\Http\Request;
use Illuminate\Support\Str;

/** The operations that are more than reading and writing one record; named `<operation><Resource>`. */
class Special
{
    public static function createOfflineCharges(Request $request, array $input)
    {
        return self::made(new Models\Charge, 'charges', $input);
    }

    public static function cancelSubscriptions(Request $request)
    {
        return self::changed(Models\Subscription::findOrFail($request->route('id')), ['status' => 'canceled']);
    }

    public static function renewSubscriptions(Request $request, array $input)
    {
        $subscription = Models\Subscription::findOrFail($request->input('subscription_id'));

        return self::changed($subscription, RecordController::attributes('subscriptions', $input));
    }

    public static function payOfflineInvoices(Request $request)
    {
        return self::changed(Models\Invoice::findOrFail($request->route('id')), ['status' => 'paid']);
    }

    public static function voidInvoices(Request $request)
    {
        return self::changed(Models\Invoice::findOrFail($request->route('id')), ['status' => 'void']);
    }

    public static function markUncollectibleInvoices(Request $request)
    {
        return self::changed(Models\Invoice::findOrFail($request->route('id')), ['status' => 'uncollectible']);
    }

    public static function applyBalanceInvoices(Request $request)
    {
        return self::changed(Models\Invoice::findOrFail($request->route('id')), []);
    }

    public static function inviteMemberships(Request $request, array $input)
    {
        $invited = ['status' => 'pending', 'invitation_email' => $request->input('email')];

        return self::made(new Models\Membership, 'memberships', $input + $invited);
    }

    public static function ipAuthorizationMemberships(Request $request)
    {
        return ['data' => RecordResource::collection(Models\Subscription::where('status', 'active')->limit(2)->get()), 'status' => 'success'];
    }

    public static function cancelRefunds()
    {
        return self::said('The refunds will be cancelled.');
    }

    public static function finalizeBills(Request $request)
    {
        return self::changed(Models\Bill::findOrFail($request->route('id')), ['status' => 'open']);
    }

    public static function markAsPaidBills(Request $request)
    {
        return self::changed(Models\Bill::findOrFail($request->route('id')), ['status' => 'paid']);
    }

    public static function exportBills()
    {
        return self::said('The export will be sent by e-mail.');
    }

    public static function exportVendors()
    {
        return self::said('The export will be sent by e-mail.');
    }

    public static function listTypesExports()
    {
        return ['data' => Models\Export::all()->map->attributesToArray(), 'types' => ['customers'], 'status' => 'success'];
    }

    public static function requestExports(Request $request)
    {
        $made = ['uuid' => (string) Str::uuid(), 'object' => $request->input('object'), 'finished_at' => time()];
        $export = Models\Export::create($made);

        return ['data' => ['uuid' => $export->uuid], 'status' => 'success'];
    }

    public static function downloadExports(Request $request)
    {
        $export = Models\Export::where('uuid', $request->route('uuid'))->firstOrFail();
        $lines = Models\Customer::orderBy('id')->get()->map(fn ($one) => "$one->id,$one->email")->implode("\n");

        return self::file("id,email\n$lines\n", "$export->object.csv");
    }

    public static function runReportCampaigns(Request $request)
    {
        $run = Models\CampaignRun::where('campaign_id', $request->route('campaign_id'))
            ->findOrFail($request->route('campaign_run_id'));
        abort_if($run->report === null, State::switch('refused'), 'There is no report file for this campaign run.');
        $lines = collect($run->report)->map(fn ($one) => "{$one['email']},{$one['status']}")->implode("\n");

        return self::file("email,status\n$lines\n", 'report.csv');
    }

    private static function file(string $content, string $name)
    {
        return response()->streamDownload(fn () => print($content), $name, ['Content-Type' => 'application/force-download']);
    }

    private static function said(string $message): array
    {
        return ['data' => ['message' => $message], 'status' => 'success'];
    }

    private static function made(Record $model, string $resource, array $input)
    {
        $record = $model->newQuery()->create(RecordController::attributes($resource, $input));

        return RecordResource::one($record->refresh(), State::switch('created'));
    }

    private static function changed(Record $record, array $changes)
    {
        $record->update($changes);

        return RecordResource::one($record->refresh());
    }
}
