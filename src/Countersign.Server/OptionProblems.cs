using System.Globalization;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

/// <summary>Collects what is wrong with a section, so that a start lists every problem at once with its fix.</summary>
public sealed class OptionProblems
{
    private readonly List<string> _problems = [];

    public void Require(bool holds, string key, object value, string allowed)
    {
        if (!holds)
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is '{value}'; allowed is {allowed}."));
        }
    }

    public ValidateOptionsResult ToResult() =>
        _problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_problems);
}
