namespace Countersign.Kinds.Tests.HttpPipeline;

/// <summary>Seals that a test can look through: the value backwards, behind its place.</summary>
internal sealed class ReversingSeals : ISealedValues
{
    public string Seal(string value, string place) => $"{place}|{new string([.. value.Reverse()])}";

    public string? Open(string sealedValue, string place) =>
        sealedValue.StartsWith(place + "|", StringComparison.Ordinal) ? new string([.. sealedValue[(place.Length + 1)..].Reverse()]) : null;
}
