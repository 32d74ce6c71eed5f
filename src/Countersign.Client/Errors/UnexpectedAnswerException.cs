namespace Countersign.Client.Errors;

/// <summary>Something answers at the address, and not as the contract of this version has it.</summary>
public sealed class UnexpectedAnswerException(Uri address, Exception? inner = null)
    : Exception($"What answers at {address?.GetLeftPart(UriPartial.Authority)} does not speak this version of the API.", inner)
{
    /// <summary>The server that was asked.</summary>
    public Uri Address { get; } = address;
}
