using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Countersign.Server.Watch;

/// <summary>What a document's bytes say before anybody checks them.</summary>
internal static class DocumentShape
{
    /// <summary>Whether it is a document of <c>/api/v1</c>: those name an operation, and a submission has no field of that name.</summary>
    public static bool IsOlder(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("operation", out _);
        }
        catch (JsonException)
        {
            // The handler of submissions says what is wrong with it.
            return false;
        }
    }

    /// <summary>The same for the same name and content, so that a document that is submitted again is the same job.</summary>
    public static string KeyOf(string name, ReadOnlyMemory<byte> content)
    {
        var digest = SHA256.HashData(content.Span);
        return "file:" + Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0, .. digest]));
    }

    /// <summary>The job that an answer to a submission names.</summary>
    public static JobTicket TicketOf(FileAnswer accepted, bool isOlder)
    {
        using var answer = JsonDocument.Parse(accepted.Body);
        var job = isOlder ? answer.RootElement.GetProperty("data") : answer.RootElement;
        return new JobTicket(job.GetProperty("job_id").GetString()!, isOlder);
    }
}
