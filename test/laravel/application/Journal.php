<?php

namespace App;

use Illuminate\Http\Request;
use Illuminate\Http\UploadedFile;
use Symfony\Component\HttpFoundation\Response;

/** What the application saw of each request, one JSON document a line. */
final class Journal
{
    public static function note(Request $request, Response $response): void
    {
        // of a request without a body, Laravel takes the query for its fields
        $fields = in_array($request->getRealMethod(), ['GET', 'HEAD'], true) ? [] : $request->request->all();
        $entry = [
            'sentAs' => $request->getRealMethod(),
            'method' => $request->getMethod(),
            'path' => $request->getPathInfo(),
            'query' => (object) $request->query->all(),
            'body' => (object) ($request->isJson() ? $request->json()->all() : $fields),
            'files' => (object) array_map([self::class, 'fileSeen'], $request->allFiles()),
            'contentType' => $request->header('content-type'),
            'accept' => $request->header('accept'),
            'status' => $response->getStatusCode(),
            'began' => $_SERVER['REQUEST_TIME_FLOAT'],
            'at' => microtime(true),
        ];
        $line = json_encode($entry, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
        file_put_contents(State::file('journal.jsonl'), "$line\n", FILE_APPEND | LOCK_EX);
    }

    private static function fileSeen(UploadedFile $file): array
    {
        return ['name' => $file->getClientOriginalName(), 'content' => base64_encode($file->get())];
    }
}
