using Xunit;

namespace Countersign.Server.Tests;

/// <summary>What an operator may configure for the agent.</summary>
public sealed class AgentOptionsTests
{
    [Fact]
    public void Defaults_AreValid_AndAskNoModel() => Assert.Empty(Problems(new AgentOptions()));

    [Fact]
    public void Endpoint_WithModelAndKey_IsValid() =>
        Assert.Empty(Problems(new AgentOptions { Endpoint = "https://models.example/v1", Model = "m", ApiKey = "k", InputPrice = 1, OutputPrice = 2 }));

    [Theory]
    [InlineData("http://127.0.0.1:11434/v1", "key", true)]
    [InlineData("http://models.example/v1", "", true)]
    [InlineData("http://models.example/v1", "key", false)]
    [InlineData("https://user:pw@models.example/v1", "", false)]
    [InlineData("https://models.example/v1?x=1", "", false)]
    [InlineData("file:///etc/passwd", "", false)]
    [InlineData("models.example", "", false)]
    public void Endpoint_IsHeldToItsForm(string endpoint, string key, bool isValid)
    {
        var problems = Problems(new AgentOptions { Endpoint = endpoint, Model = "m", ApiKey = key });

        Assert.Equal(isValid, problems.Count == 0);
        Assert.All(problems, problem => Assert.StartsWith("Agent:Endpoint is ", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryProblem_IsListedAtOnce_WithoutTheKey()
    {
        var options = new AgentOptions
        {
            Endpoint = "https://models.example/v1",
            ApiKey = "two words",
            ApiKeySecret = "-",
            MaxTokensField = "tokens",
            Temperature = 3,
            MaxTokens = 0,
            Timeout = TimeSpan.Zero,
            MaxAnswerBytes = 1,
            MaxRounds = 0,
            MaxJobs = 0,
            InputPrice = 1,
        };
        options.Kinds.Add("agent.plan");

        var problems = Problems(options);

        Assert.Equal(
            ["Agent:ApiKey", "Agent:ApiKeySecret", "Agent:Kinds", "Agent:MaxAnswerBytes", "Agent:MaxJobs", "Agent:MaxRounds", "Agent:MaxTokens", "Agent:MaxTokensField", "Agent:Model", "Agent:OutputPrice", "Agent:Temperature", "Agent:Timeout"],
            problems.Select(problem => problem.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Contains("two words", StringComparison.Ordinal));
    }

    private static List<string> Problems(AgentOptions options) => [.. new AgentOptionsValidator().Validate(null, options).Failures ?? []];
}
