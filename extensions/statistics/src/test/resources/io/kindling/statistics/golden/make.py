"""Makes robust.csv anew, by Debian 12's python3-statsmodels 0.13.5: /usr/bin/python3 make.py"""
import csv

import pandas
import statsmodels.api as sm

data = pandas.read_csv('data.csv')
inputs = sm.add_constant(data[['x1', 'x2', 'x3']])
models = {'plain': sm.OLS(data.y, inputs), 'weighted': sm.WLS(data.y, inputs, weights=data.w)}
kinds = {kind: (kind, {}) for kind in ('HC0', 'HC1', 'HC2', 'HC3')}
kinds['CLUSTER'] = ('cluster', {'groups': data.clinic})
with open('robust.csv', 'w') as file:
    out = csv.writer(file, lineterminator='\n')
    out.writerow(['case', 'kind', 'name', 'value'])
    for case, model in models.items():
        for kind, (name, more) in kinds.items():
            fit = model.fit(cov_type=name, cov_kwds=more, use_t=True)
            for column, error in fit.bse.items():
                out.writerow([case, kind, column.replace('const', '(intercept)'), repr(error)])
            out.writerow([case, kind, 'f', repr(fit.fvalue)])
            out.writerow([case, kind, 'p of x1', repr(fit.pvalues['x1'])])
