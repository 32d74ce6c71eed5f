using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>An expected error on its way to the client; written as problem details (RFC 9457).</summary>
public sealed class Refusal(int status, string code, string title, string detail) : IResult
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Title { get; } = title;

    public string Detail { get; } = detail;

    /// <summary>Field to messages, with status 400.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Seconds for a <c>Retry-After</c> header; null for none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Methods for an <c>Allow</c> header; null for none.</summary>
    public IReadOnlyList<string>? Allow { get; init; }

    /// <summary>How a caller can make themselves known, for a <c>WWW-Authenticate</c> header; null for none.</summary>
    public string? Challenge { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Allow is { } methods)
        {
            response.Headers.Allow = string.Join(", ", methods);
        }

        if (Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        var problem = new Problem
        {
            Type = $"urn:countersign:problem:{Code}",
            Title = Title,
            Status = Status,
            Detail = Detail,
            Code = Code,
            TraceId = TraceIds.Of(httpContext),
            Errors = Errors,
        };
        return response.WriteAsJsonAsync(
            problem, ContractsJson.Default.Problem, "application/problem+json", httpContext.RequestAborted);
    }
}
