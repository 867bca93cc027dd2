using Xunit;

namespace GitSwarm.TestKit;

/// <summary>A test that needs programs not every machine has.</summary>
/// <remarks>Skipped with the reason where one is absent; under <c>CI=true</c> it runs, and fails by itself.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    /// <param name="programs">Names as <see cref="TestTools.Find"/> takes them.</param>
    public ToolFactAttribute(params string[] programs)
    {
        var absent = programs.Where(program => TestTools.Find(program) is null).ToArray();
        if (absent.Length > 0 && !Gits.IsComplete)
        {
            Skip = TestTools.Absence(absent);
        }
    }
}
