using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>The text in which a search looks, and the form of what it looks for.</summary>
/// <remarks>Folded here and compared ordinally by every store: what stores fold themselves differs from one to the next.</remarks>
public static class SearchText
{
    // No name or search may match across the border.
    private const char Border = '\n';

    public static string Of(Job job) => Fold(job.Name) + Border + Fold(job.JobId);

    public static string Of(DefinitionRecord definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Fold(definition.Name) + Border + Fold(definition.Id);
    }

    public static string Fold(string text) => text.Replace(Border, ' ').ToLowerInvariant();
}
