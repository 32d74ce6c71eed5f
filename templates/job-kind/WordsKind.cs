using System.Security.Cryptography;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;

namespace Acme.Words;

/// <summary>Counts the words of a text file: <c>{"path": "notes.txt"}</c>, below the folders that jobs may read.</summary>
public sealed class WordsKind : IJobKind
{
    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = "acme.words", Title = "Count words", Description = "Counts the words of a text file.", Version = "1.0", Risk = Risk.Read,
        InputSchema = JsonElement.Parse("""{"type": "object", "required": ["path"], "properties": {"path": {"type": "string"}}}"""),
        ResultSchema = JsonElement.Parse("""{"type": "object", "properties": {"words": {"type": "integer"}}}"""),
    };

    public void CheckInput(JsonElement input, FieldErrors errors)
    {
        if (input.ValueKind != JsonValueKind.Object || !input.TryGetProperty("path", out var path) || path.ValueKind != JsonValueKind.String)
            errors.Add("input.path", "is required; allowed is the path of a text file.");
    }

    public async Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        await using var file = await context.Files.OpenAsync(new InputReference(PathOf(context.Input)), cancellationToken);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file.Content, cancellationToken));
        var content = new ContentEntry(file.Name, $"sha256:{digest}", file.Content.Length);
        return new Analysis { Summary = $"{file.Name} has {content.Size} bytes.", Facts = JsonSerializer.SerializeToElement(new { bytes = content.Size }), Content = [content] };
    }

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) => Task.FromResult(new PlanDraft([
        new PlanStep { Id = "count", Title = "Count the words", Action = "count", Preview = $"Reads {PathOf(context.Input)} and changes nothing.", Risk = Risk.Read, Inputs = [PathOf(context.Input)] }]));

    public async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        await using var file = await context.Files.OpenAsync(new InputReference(PathOf(context.Input)), cancellationToken);
        var text = await new StreamReader(file.Content).ReadToEndAsync(cancellationToken);
        return JsonSerializer.SerializeToElement(new { words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length });
    }

    public JsonElement Summarize(SummaryContext context) => context.Results["count"];

    private static string PathOf(JsonElement input) => input.GetProperty("path").GetString()!;
}
