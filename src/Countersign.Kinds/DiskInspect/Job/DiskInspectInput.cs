using System.Text.Json;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>The accepted input of a job.</summary>
/// <param name="Image">Where the image is.</param>
/// <param name="Format">What the client says it is, one of <see cref="Images.DiskImageFormats"/>; null when it does not say.</param>
/// <param name="Checksum">What its digest has to be, in lower case; null when the client does not say.</param>
internal sealed record DiskInspectInput(InputReference Image, string? Format, string? Checksum)
{
    /// <summary>Reads an input that <see cref="DiskInspectInputRules"/> found nothing wrong with.</summary>
    public static DiskInspectInput Parse(JsonElement input)
    {
        var image = input.GetProperty(DiskInspectInputRules.Image);
        return new DiskInspectInput(
            new InputReference(Text(image, DiskInspectInputRules.Path), Text(image, DiskInspectInputRules.UploadId)),
            Text(image, DiskInspectInputRules.Format) is { } format ? DiskInspectInputRules.FormatNamed(format) : null,
            Text(image, DiskInspectInputRules.Checksum)?.ToLowerInvariant());
    }

    private static string? Text(JsonElement image, string field) =>
        image.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
