using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Countersign.Server.Webhooks;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Webhooks;

public sealed partial class WebhookSignatureTests
{
    private const string Secret = "whsec_0123456789abcdef";
    private const string Body = """{"a":"ä"}""";
    private static readonly DateTimeOffset At = new(2030, 1, 1, 0, 0, 0, 999, TimeSpan.Zero);

    [Fact]
    public void Of_IsTheHmacOverTimeAndBody_AsAnotherImplementationMakesIt() =>
        // Made with hmac.new(secret, b"1893456000." + body, hashlib.sha256).hexdigest() of Python.
        Assert.Equal("t=1893456000,v1=5ce4d530e9609a9775931fb720b61da84e011bbd396c1a136798d8b12f66f0c7", WebhookSignature.Of(Secret, At, Encoding.UTF8.GetBytes(Body)));

    [Theory]
    [InlineData(Body, 0, true)]
    [InlineData(Body, 290, true)]
    [InlineData(Body, 301, false)]
    [InlineData("""{"a":"b"}""", 0, false)]
    public async Task ExampleOfTheDocumentation_TakesWhatWasSigned_AndNothingElse(string received, int secondsLater, bool isTaken)
    {
        var code = PythonBlock().Match(Repository.Read("docs/webhooks.md")).Groups["code"].Value;
        var header = WebhookSignature.Of(Secret, At, Encoding.UTF8.GetBytes(Body));
        var now = (At.ToUnixTimeSeconds() + secondsLater).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("python3")
        {
            ArgumentList = { "-c", code + "\nimport sys\nprint(is_genuine(sys.argv[1], sys.argv[2], sys.argv[3].encode(), int(sys.argv[4])))", Secret, header, received, now },
            Environment = { ["PYTHONUTF8"] = "1" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var python = Start(start);

        var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(output.Length > 0, await python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(isTaken ? "True" : "False", output.Trim());
    }

    [Fact]
    public void Create_MakesSecretsThatMayBeGiven_AndNeverTheSame()
    {
        var (one, other) = (WebhookSecrets.Create(), WebhookSecrets.Create());

        Assert.NotEqual(one, other);
        Assert.InRange(one.Length, WebhookSecrets.Shortest, WebhookSecrets.Longest);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not here.");
            throw;
        }
    }

    [GeneratedRegex(@"```python\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex PythonBlock();
}
