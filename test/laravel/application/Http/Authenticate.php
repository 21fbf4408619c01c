<?php

namespace App\Http;

use Illuminate\Auth\Middleware\Authenticate as Middleware;

/** As in a fresh application: who is not known and does not ask for JSON is led to the login page. */
class Authenticate extends Middleware
{
    protected function redirectTo($request)
    {
        if (! $request->expectsJson()) {
            return route('login');
        }
    }
}
