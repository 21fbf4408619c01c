<?php

namespace App\Exceptions;

use App\State;
use Illuminate\Foundation\Exceptions\Handler as ExceptionHandler;
use Illuminate\Validation\ValidationException;

/** The framework's handler; only the status of refused values is a switch, as Pelcro's reference has 400. */
class Handler extends ExceptionHandler
{
    protected function invalidJson($request, ValidationException $exception)
    {
        $exception->status(State::switch('refused'));

        return parent::invalidJson($request, $exception);
    }
}
