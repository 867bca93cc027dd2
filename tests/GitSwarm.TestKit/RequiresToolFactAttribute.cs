using Xunit;

namespace GitSwarm.TestKit;

/// <summary>A test that is skipped, with the reason, where a program it needs is absent; with <c>CI=true</c> it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresToolFactAttribute : FactAttribute
{
    /// <summary>Names what the test needs.</summary>
    /// <param name="tools">Names as <see cref="TestTools.Find"/> takes them.</param>
    public RequiresToolFactAttribute(params string[] tools)
    {
        var missing = tools.Where(t => TestTools.Find(t) is null).ToList();
        if (missing.Count > 0 && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"needs {string.Join(", ", missing)}: run tests/tools/install-hook-tools.sh, or see TestTools for gits";
        }
    }
}
