using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;

namespace Countersign.Server.Live;

/// <summary>The one argument of a hub method: an identifier, or an object with it and a place in the log.</summary>
/// <param name="Id">The job's or task's identifier.</param>
/// <param name="After">The number after which stored events are wanted; null where none is given.</param>
internal sealed record HubArgument(string Id, long? After)
{
    /// <summary>Reads the argument of a method that takes one.</summary>
    /// <param name="value">What the client sent; null for nothing.</param>
    /// <param name="idField">The name of the identifier in the object: <c>job_id</c> or <c>task_id</c>.</param>
    /// <param name="afterField">The name of the place in the log; null where the method takes none.</param>
    public static (HubArgument? Argument, Refusal? Refusal) Read(JsonElement? value, string idField, string? afterField)
    {
        var errors = new FieldErrors();
        string? id;
        long? after = null;
        if (value is { ValueKind: JsonValueKind.String } text)
        {
            id = text.GetString()!;
        }
        else if (value is { ValueKind: JsonValueKind.Object } given)
        {
            var fields = new JsonFields(given, "", errors);
            id = fields.String(idField, JobIds.MaxLength, required: true);
            after = afterField is null ? null : fields.Whole(afterField, 0, long.MaxValue);
            fields.RefuseOthers();
        }
        else
        {
            var shape = afterField is null ? $"{{{idField}}}" : $"{{{idField}, {afterField}}}";
            return (null, Refusals.Invalid("argument", $"is neither an id nor an object; allowed is an id or {shape}."));
        }

        if (id is { Length: > JobIds.MaxLength })
        {
            errors.Add(idField, $"has {id.Length} characters; allowed are 1 to {JobIds.MaxLength}.");
        }

        return errors.IsEmpty ? (new HubArgument(id!, after), null) : (null, Refusals.Invalid(errors));
    }
}
