namespace Countersign.Infra.Tests;

/// <summary>A value as far as it can be known without evaluating.</summary>
/// <param name="Kind">object, array, choice, string, number, boolean; interpolated and other cannot be known.</param>
internal sealed record BicepValue(
    string Kind,
    string? Text = null,
    string? Source = null,
    IReadOnlyList<BicepValue.Property>? Properties = null,
    IReadOnlyList<BicepValue>? Items = null,
    IReadOnlyList<BicepValue>? Values = null)
{
    /// <summary>The value at a path such as <c>properties/sku/name</c>; null where there is none.</summary>
    public BicepValue? At(string path) =>
        path.Split('/').Aggregate<string, BicepValue?>(this, (value, name) =>
            value?.Properties?.FirstOrDefault(property => property.Name == name)?.Value);

    /// <summary>The names of the properties; null stands for one that is computed.</summary>
    public IEnumerable<string?> Names => (Properties ?? []).Select(property => property.Name);

    /// <param name="Name">Null when it is computed.</param>
    internal sealed record Property(string? Name, int Line, BicepValue Value);
}
