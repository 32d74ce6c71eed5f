using Countersign.Contracts.Errors;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>The part of a numbered list that a request asks for with <c>after</c> and <c>limit</c>, and nothing else.</summary>
internal static class SeqPage
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;

    public static (long After, int Limit, Refusal? Refusal) Read(HttpRequest request)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Query, errors);
        var after = fields.Integer("after", 0, 0, long.MaxValue);
        var limit = (int)fields.Integer("limit", DefaultSize, 1, MaxSize);
        fields.RefuseOthers();
        return (after, limit, errors.IsEmpty ? null : Refusals.Invalid(errors));
    }
}
