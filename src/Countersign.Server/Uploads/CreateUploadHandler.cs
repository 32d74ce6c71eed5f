using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Countersign.Server.Uploads;

/// <summary>Takes bytes for jobs to read, streamed and never held in memory.</summary>
internal sealed class CreateUploadHandler(IUploadStore uploads, LimitsOptions limits) : IEndpointHandler
{
    private const int LongestName = 255;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var name = fields.String("name", LongestName);
        fields.RefuseOthers();
        if (name is null || !IsPlainName(name))
        {
            errors.Add("name", $"is {(name is null ? "absent" : $"'{name}'")}; allowed is a file name of 1 to {LongestName} characters without a folder.");
        }

        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        if (request.Http.ContentLength > limits.MaxUploadBytes)
        {
            return Refusals.UploadTooLarge(limits.MaxUploadBytes);
        }

        // The server's own limit is for JSON bodies; the store counts while it writes.
        if (request.Http.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        var upload = await uploads.SaveAsync(name!, request.Caller.User, request.Http.Body, limits.MaxUploadBytes, cancellationToken);
        return upload is null
            ? Refusals.UploadTooLarge(limits.MaxUploadBytes)
            : Answers.Json(upload, ContractsJson.Default.Upload, StatusCodes.Status201Created);
    }

    private static bool IsPlainName(string name) =>
        name is not ("." or "..") && !name.Any(c => char.IsControl(c) || c is '/' or '\\' or ':');
}
