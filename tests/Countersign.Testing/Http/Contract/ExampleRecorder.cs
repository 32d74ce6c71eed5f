using System.Text.Json;

namespace Countersign.Testing.Http.Contract;

/// <summary>
/// With <c>COUNTERSIGN_RECORD_EXAMPLES</c> set to a folder, writes the first body of each type that a run sends and gets, for the
/// examples of the OpenAPI document. What is there already stays.
/// </summary>
internal static class ExampleRecorder
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lock OneAtATime = new();

    public static void Note(ApiContract contract, HttpRequestMessage request, int status, string? body)
    {
        if (Environment.GetEnvironmentVariable("COUNTERSIGN_RECORD_EXAMPLES") is not { Length: > 0 } folder || status is < 200 or >= 300)
        {
            return;
        }

        var (method, path) = (request.Method.Method, request.RequestUri!.AbsolutePath);
        Write(folder, contract.SchemaOf(method, path, status), body);
        if (request.Content?.Headers.ContentType?.MediaType == "application/json")
        {
            using var sent = new StreamReader(request.Content.ReadAsStream());
            Write(folder, contract.SchemaOf(method, path, status: null), sent.ReadToEnd());
        }
    }

    private static void Write(string folder, string? type, string? body)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, type + ".json");
        lock (OneAtATime)
        {
            if (type is not null && !string.IsNullOrEmpty(body) && !File.Exists(file))
            {
                File.WriteAllText(file, JsonSerializer.Serialize(JsonDocument.Parse(body).RootElement, Indented) + "\n");
            }
        }
    }
}
