metadata description = 'Alerts for the service levels. What each means, and what to do, stands in docs/deploy.md.'

@description('Beginning of the names of the alerts.')
param namePrefix string

@description('Region of the alerts that are queries; the others are global.')
param location string

@description('Tags of the alerts.')
param tags object

@description('Action group that is told; empty to have alerts that only show.')
param actionGroupId string

@description('Resource id of the workspace.')
param workspaceId string

@description('Resource id of the Application Insights component.')
param applicationInsightsId string

@description('Resource id of the storage account.')
param storageAccountId string

@description('Host name of the function app.')
param functionHostName string

@description('Places from which readiness is asked. The alert fires when two of them fail together.')
param availabilityLocations string[]

@description('Failed executions in 15 minutes above which to alert.')
@minValue(0)
param failedExecutions int

@description('Milliseconds within which 95 of 100 requests are to be answered.')
@minValue(1)
param latencyMilliseconds int

@description('Milliseconds that 95 of 100 orchestration messages may wait.')
@minValue(1)
param backlogMilliseconds int

@description('Whether the app logs how long messages waited; without it there is nothing to alert on.')
param measureBacklog bool

@description('Instances to which the app may scale out.')
@minValue(1)
param maximumInstanceCount int

var metricActions = empty(actionGroupId) ? [] : [{ actionGroupId: actionGroupId }]
var queryActionGroups = empty(actionGroupId) ? [] : [actionGroupId]

// Requests that stay open on purpose, or whose length is the length of a file, say nothing about latency.
var latencyQuery = '''
AppRequests
| where Url has '/api/'
| where Url !has '/events' and Url !has '/artifacts/' and Url !has '/uploads'
| summarize P95 = percentile(DurationMs, 95), Requests = count()
| where Requests >= 20
| project P95
'''

// Refused requests (4xx) are answers, not failures; a function without HTTP has the code 0.
var failureQuery = '''
AppRequests
| extend Code = toint(ResultCode)
| where Code >= 500 or (Success == false and (isnull(Code) or Code == 0))
'''

// A timer's message waits because it should.
var backlogQuery = '''
AppTraces
| where Message has 'total delay =' and Message !has 'TimerFired'
| extend DelayMs = toint(extract(@'total delay = (\d+)ms', 1, Message))
| summarize P95 = percentile(DelayMs, 95), Messages = count()
| where Messages >= 20
| project P95
'''

resource readiness 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${namePrefix}-ready'
  location: location
  // The portal shows a web test below the component that this tag names.
  tags: union(tags, { 'hidden-link:${applicationInsightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: '${namePrefix}-ready'
    SyntheticMonitorId: '${namePrefix}-ready'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [
      for place in availabilityLocations: {
        Id: place
      }
    ]
    Request: {
      RequestUrl: 'https://${functionHostName}/api/health/ready'
      HttpVerb: 'GET'
      FollowRedirects: false
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource unavailable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${namePrefix}-unavailable'
  location: 'global'
  tags: tags
  properties: {
    description: '/api/health/ready does not answer 200 from two places or more.'
    severity: 1
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    scopes: [
      readiness.id
      applicationInsightsId
    ]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      componentId: applicationInsightsId
      webTestId: readiness.id
      failedLocationCount: 2
    }
    actions: metricActions
  }
}

resource storageThrottled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${namePrefix}-storage-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'The storage account turns requests away: a partition or the account is at its limit.'
    severity: 2
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [
      storageAccountId
    ]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'throttled'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Transactions'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 100
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: [
                'ClientAccountBandwidthThrottlingError'
                'ClientAccountRequestThrottlingError'
                'ClientThrottlingError'
                'ServerBusyError'
              ]
            }
          ]
        }
      ]
    }
    actions: metricActions
  }
}

resource failedExecution 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${namePrefix}-failed-executions'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${namePrefix}: failed executions'
    description: 'Functions end with an exception, or requests with a 5xx status.'
    severity: 2
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [
      workspaceId
    ]
    criteria: {
      allOf: [
        {
          query: failureQuery
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: failedExecutions
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    // The workspace may be minutes old and have none of its tables yet.
    skipQueryValidation: true
    actions: {
      actionGroups: queryActionGroups
    }
  }
}

resource slow 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${namePrefix}-latency'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${namePrefix}: latency'
    description: 'More than 5 of 100 requests take too long, in two quarters of an hour running.'
    severity: 3
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    scopes: [
      workspaceId
    ]
    criteria: {
      allOf: [
        {
          query: latencyQuery
          timeAggregation: 'Maximum'
          metricMeasureColumn: 'P95'
          operator: 'GreaterThan'
          threshold: latencyMilliseconds
          failingPeriods: {
            numberOfEvaluationPeriods: 2
            minFailingPeriodsToAlert: 2
          }
        }
      ]
    }
    skipQueryValidation: true
    actions: {
      actionGroups: queryActionGroups
    }
  }
}

resource backlog 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = if (measureBacklog) {
  name: '${namePrefix}-backlog'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${namePrefix}: backlog'
    description: 'Orchestration messages wait too long in their queues.'
    severity: 3
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [
      workspaceId
    ]
    criteria: {
      allOf: [
        {
          query: backlogQuery
          timeAggregation: 'Maximum'
          metricMeasureColumn: 'P95'
          operator: 'GreaterThan'
          threshold: backlogMilliseconds
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    skipQueryValidation: true
    actions: {
      actionGroups: queryActionGroups
    }
  }
}

resource saturated 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${namePrefix}-instances'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${namePrefix}: instances'
    description: 'The app runs on nine tenths of the instances that it may have; after that, work waits.'
    severity: 3
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [
      workspaceId
    ]
    criteria: {
      allOf: [
        {
          query: 'AppRequests | summarize Instances = dcount(AppRoleInstance) by bin(TimeGenerated, 5m)'
          timeAggregation: 'Minimum'
          metricMeasureColumn: 'Instances'
          operator: 'GreaterThanOrEqual'
          threshold: maximumInstanceCount * 9 / 10
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    skipQueryValidation: true
    actions: {
      actionGroups: queryActionGroups
    }
  }
}
