<?php

namespace App\Http;

use App\Models\Record;
use App\State;
use Illuminate\Http\Resources\Json\JsonResource;

/** A record as it is answered. */
class RecordResource extends JsonResource
{
    /** One record, wrapped beside its status as Pelcro's examples show it, or bare. */
    public static function one(Record $record, int $status = 200)
    {
        $resource = new self($record);
        if (State::switch('wrapped')) {
            $resource->additional(['status' => 'success']);
        }

        return $resource->response()->setStatusCode($status);
    }
}
