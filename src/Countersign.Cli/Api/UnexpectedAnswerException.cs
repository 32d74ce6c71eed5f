namespace Countersign.Cli.Api;

/// <summary>Something answers at the address, and not as the contract of this version has it.</summary>
internal sealed class UnexpectedAnswerException : Exception
{
    public UnexpectedAnswerException(Uri address, Exception? inner = null)
        : base($"What answers at {Authority(address)} does not speak the API of this countersign. {Advice}", inner)
    {
    }

    public UnexpectedAnswerException(Uri address, string what)
        : base($"The server at {Authority(address)} contradicts itself. {what} {Advice}")
    {
    }

    private const string Advice = "Check --server, and that both are of the same version.";

    private static string Authority(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
