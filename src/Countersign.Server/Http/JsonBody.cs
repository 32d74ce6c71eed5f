using System.Text.Json;
using Countersign.Contracts.Errors;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>Reads a request's JSON body within its limits.</summary>
internal sealed class JsonBody(LimitsOptions limits)
{
    // Answers nest a body a few levels deeper, and writers stop at 64.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads the body's fields and hands them to <paramref name="read"/>.</summary>
    /// <param name="request">Whose body to read.</param>
    /// <param name="read">Makes the value of the fields, noting problems.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Either the value or the refusal.</returns>
    public Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(
        HttpRequest request, Func<JsonFields, FieldErrors, T> read, CancellationToken cancellationToken)
        where T : class => ReadAsync(request, read, refuseOthers: true, cancellationToken);

    /// <summary>The same for an older route: fields that nobody asks for are passed over.</summary>
    public Task<(T? Value, Refusal? Refusal)> ReadOlderAsync<T>(
        HttpRequest request, Func<JsonFields, FieldErrors, T> read, CancellationToken cancellationToken)
        where T : class => ReadAsync(request, read, refuseOthers: false, cancellationToken);

    private async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(
        HttpRequest request, Func<JsonFields, FieldErrors, T> read, bool refuseOthers, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Refusals.UnsupportedMediaType(request.ContentType, "application/json"));
        }

        if (await BoundedStream.ReadAsync(request, limits.MaxBodyBytes, cancellationToken) is not { } bytes)
        {
            return (null, Refusals.BodyTooLarge(limits.MaxBodyBytes));
        }

        if (!TryParse(bytes, out var root, out var problem))
        {
            return (null, Refusals.Invalid("body", problem));
        }

        var errors = new FieldErrors();
        var fields = new JsonFields(root, "", errors);
        var value = read(fields, errors);
        if (refuseOthers)
        {
            fields.RefuseOthers();
        }

        return errors.IsEmpty ? (value, null) : (null, Refusals.Invalid(errors));
    }

    private static bool TryParse(ReadOnlyMemory<byte> bytes, out JsonElement root, out string problem)
    {
        root = default;
        problem = "";
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            root = document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            problem = JsonProblems.Describe(exception);
            return false;
        }

        if (!JsonProblems.IsUnicode(root))
        {
            problem = "holds a string that is not valid Unicode (RFC 7493, section 2.1).";
            return false;
        }

        return true;
    }
}
