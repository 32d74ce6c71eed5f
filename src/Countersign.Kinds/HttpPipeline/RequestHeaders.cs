namespace Countersign.Kinds.HttpPipeline;

/// <summary>The headers of a request: those given, and those that it has without being told.</summary>
internal static class RequestHeaders
{
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>In the order sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="variables">What its variables stand for.</param>
    /// <param name="idempotencyKey">For methods that are not safe, unless the input gives one.</param>
    /// <exception cref="FormatException">What a variable holds cannot stand in its place.</exception>
    public static IEnumerable<(string Name, string Value)> Of(PipelineRequest request, Variables variables, string idempotencyKey)
    {
        foreach (var (name, value) in request.Headers)
        {
            yield return (name, value.ToText(variables));
        }

        if (request.Body is { } body && !Has(request, "Content-Type"))
        {
            yield return ("Content-Type", body.IsText ? "text/plain; charset=utf-8" : "application/json");
        }

        if (!request.IsSafe && !Has(request, IdempotencyKey))
        {
            yield return (IdempotencyKey, idempotencyKey);
        }

        if (!Has(request, "User-Agent"))
        {
            yield return ("User-Agent", "Countersign");
        }
    }

    private static bool Has(PipelineRequest request, string name) =>
        request.Headers.Any(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase));
}
